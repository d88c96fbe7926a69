// Comfort for the keyboard: every page works without it.
"use strict";
const help = document.getElementById("help");
const go = (selector) => document.querySelector(selector)?.click();

function step(by) {
  const rows = [...document.querySelectorAll(".rows .title")];
  const at = rows.indexOf(document.activeElement) + by;
  rows[Math.max(0, Math.min(at, rows.length - 1))]?.focus();
}

const keys = {
  "/": () => document.querySelector("[type=search]")?.focus(),
  "?": () => help.togglePopover(),
  j: () => step(1),
  k: () => step(-1),
  n: () => go("main [rel=next]"),
  p: () => go("main [rel=prev]"),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});
