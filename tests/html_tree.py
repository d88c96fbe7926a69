"""HTML pages as trees, read strictly."""

from html.parser import HTMLParser

VOID = {"base", "input", "meta", "link", "col", "br", "line", "path", "circle"}


class Element:
    """An element of a page: name, attributes, parent, children, and all text within."""

    def __init__(self, name, attributes, parent):
        self.name, self.attributes, self.parent, self.parts = name, attributes, parent, []

    @property
    def text(self):
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def all(self, name=None, **attributes):
        """Every element within that has this name and these attributes (`class_` any of the classes)."""
        for part in self.parts:
            if isinstance(part, Element):
                if name in (None, part.name) and all(part.has(key, value) for key, value in attributes.items()):
                    yield part
                yield from part.all(name, **attributes)

    def has(self, key, value):
        given = self.attributes.get(key.rstrip("_"))
        return value in (given or "").split() if key == "class_" else given == value

    def one(self, name=None, **attributes):
        (found,) = self.all(name, **attributes)
        return found


class Tree(HTMLParser):
    """Reads a page strictly: each element is closed by its own end tag."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {}, None)

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        element = Element(tag, dict(attrs), self.at)
        self.at.parts.append(element)
        self.at = self.at if tag in VOID else element

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        assert tag == self.at.name, f"</{tag}> closes {self.at.name}"
        self.at = self.at.parent

    def handle_data(self, data):
        self.at.parts.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def read(page):
    """The page as a tree."""
    tree = Tree()
    tree.feed(page)
    tree.close()
    assert tree.at is tree.root
    return tree.root
