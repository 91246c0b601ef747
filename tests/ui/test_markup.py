from ui.markup import Safe, join, tag, text


def test_text_is_escaped_once():
    assert text("<b>Sales & co</b>") == "&lt;b&gt;Sales &amp; co&lt;/b&gt;"
    assert text(text("a & b")) == "a &amp; b"


def test_an_element_escapes_its_content_and_its_attributes():
    found = tag("span", "<script>", "name", title='"onclick=')

    assert found == '<span class="name" title="&quot;onclick=">&lt;script&gt;</span>'


def test_joined_pieces_stay_html():
    assert join([tag("b", "1"), " < 2"]) == "<b>1</b> &lt; 2"
    assert isinstance(join([]), Safe)
