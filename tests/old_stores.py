"""Stores as older releases made them."""

import sqlite3

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

VERSION_1 = """
CREATE TABLE schema_version (version INTEGER NOT NULL);
CREATE TABLE articles (number INTEGER NOT NULL, key BLOB NOT NULL, id TEXT NOT NULL, title TEXT, url TEXT,
  published DATE, language TEXT NOT NULL, source TEXT, text TEXT NOT NULL, PRIMARY KEY (number), UNIQUE (key));
CREATE TABLE runs (number INTEGER NOT NULL, identity TEXT NOT NULL, model TEXT NOT NULL, prompts JSON NOT NULL,
  strict BOOLEAN NOT NULL, started DATETIME NOT NULL, PRIMARY KEY (number), UNIQUE (identity));
CREATE TABLE sittings (number INTEGER NOT NULL, run INTEGER NOT NULL, started DATETIME NOT NULL, ended DATETIME,
  PRIMARY KEY (number), FOREIGN KEY(run) REFERENCES runs (number));
CREATE TABLE results (number INTEGER NOT NULL, run INTEGER NOT NULL, article INTEGER NOT NULL, status TEXT NOT NULL,
  problems JSON NOT NULL, left_out INTEGER NOT NULL, copy_of TEXT, calls INTEGER NOT NULL, input INTEGER NOT NULL,
  cached INTEGER NOT NULL, output INTEGER NOT NULL, seconds FLOAT NOT NULL, made DATETIME NOT NULL,
  plain TEXT NOT NULL, PRIMARY KEY (number), UNIQUE (run, article),
  FOREIGN KEY(run) REFERENCES runs (number), FOREIGN KEY(article) REFERENCES articles (number));
CREATE TABLE records (result INTEGER NOT NULL, record INTEGER NOT NULL, kind TEXT NOT NULL, supported BOOLEAN NOT NULL,
  fields JSON NOT NULL, PRIMARY KEY (result, record), FOREIGN KEY(result) REFERENCES results (number)) WITHOUT ROWID;
CREATE TABLE spans (result INTEGER NOT NULL, record INTEGER NOT NULL, field TEXT NOT NULL, span INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, support TEXT, PRIMARY KEY (result, record, field, span),
  FOREIGN KEY(result) REFERENCES results (number)) WITHOUT ROWID;
CREATE TABLE answers (key TEXT NOT NULL, sitting INTEGER NOT NULL, model TEXT NOT NULL, "window" INTEGER NOT NULL,
  prompt TEXT NOT NULL, text TEXT NOT NULL, filled TEXT, truncated BOOLEAN NOT NULL, error TEXT,
  calls INTEGER NOT NULL, input INTEGER NOT NULL, cached INTEGER NOT NULL, output INTEGER NOT NULL,
  seconds FLOAT NOT NULL, PRIMARY KEY (key), FOREIGN KEY(sitting) REFERENCES sittings (number));
CREATE INDEX ix_answers_sitting ON answers (sitting);
CREATE TABLE failures (run INTEGER NOT NULL, id TEXT NOT NULL, url TEXT, source TEXT, reason TEXT NOT NULL,
  noted DATETIME NOT NULL, PRIMARY KEY (run, id), FOREIGN KEY(run) REFERENCES runs (number));
INSERT INTO schema_version VALUES (1);
INSERT INTO runs VALUES (1, '2f0c', 'fake', '[{"name": "claim", "identity": "abc"}]', 0, '2026-01-02 03:04:05');
INSERT INTO articles VALUES (1, x'00112233445566778899aabbccddeeff', 'a', NULL, NULL, '2026-01-02', 'en', NULL, 'Old.');
INSERT INTO results VALUES (1, 1, 1, 'ok', '[]', 0, NULL, 1, 10, 0, 5, 0.5, '2026-01-02 03:04:05',
  '{"status": "ok", "problems": [], "records": [], "left_out": 0, "model": "fake", "prompts": [], "usage":
    {"calls": 1, "input": 10, "cached": 0, "output": 5}, "seconds": 0.5}');
"""


def old_store(path, version=1, more=""):
    with sqlite3.connect(path) as database:
        database.executescript(VERSION_1 + more)
        database.execute("UPDATE schema_version SET version = ?", (version,))
    database.close()


def upgraded_to(version, path):
    """Have a store be what the release of a version before 9 made of it."""
    with create_engine(f"sqlite:///{path}").begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "onrecord.store:migrations")
        command.stamp(config, "0001")
        command.upgrade(config, f"{version:04d}")
        connection.exec_driver_sql("DROP TABLE alembic_version")
        connection.exec_driver_sql("UPDATE schema_version SET version = ?", (version,))
