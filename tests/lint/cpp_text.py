"""C++ source as text to search in: comments and literals blanked out, line numbers kept."""
import re

# In this order: a raw string may contain quotes, a string may contain comment marks. A digit separator (1'000) is
# taken as part of its number, so that it does not open a character literal.
_TOKEN = re.compile(
    r"""(?P<comment>//(?:\\\n|[^\n])*|/\*.*?\*/)
      | (?P<raw>\bR"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
      | (?P<number>\b\d[\w']*)
      | (?P<include>^[ \t]*\#[ \t]*include[ \t]*(?:"[^"\n]*"|<[^>\n]*>))
      | (?P<literal>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def code_of(text):
    """The text without comments and literals. What an #include names stays."""

    def replaced(match):
        if match.lastgroup in ("comment", "literal") or match["raw"]:
            return _blank(match[0])
        return match[0]

    return _TOKEN.sub(replaced, text)
