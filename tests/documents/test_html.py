"""Pages as their readers see them: nothing glued, nothing hidden, no mark of a note inside a figure."""

import pytest

from kzgraph.documents.html import text_of
from kzgraph.text.figures import numbers_in

SEEN = {
    "the mark of a note": ("<p>a share of 5<sup>1</sup>% of it</p>", "a share of 5¹% of it"),
    "a linked mark": ('<p>5<sup><a href="#n">12</a></sup>%', "5¹²%"),
    "marks of notes": ("<p>21.4<sup>1,2</sup> billion", "21.4[1,2] billion"),
    "a lettered mark": ("<p>21.4<sup>a</sup>", "21.4a"),
    "a bracketed mark": ("<p>21.4<sup>[3]</sup> billion", "21.4[3] billion"),
    "a power": ("<p>3×10<sup>6</sup> t", "3×10⁶ t"),
    "a negative power": ("<p>MJ kg<sup>−1</sup>", "MJ kg⁻¹"),
    "an ordinal": ("<p>the 19<sup>th</sup> session", "the 19th session"),
    "a lowered digit": ("<p>CO<sub>2</sub> and H<sub>2</sub>O", "CO₂ and H₂O"),
    "a reading": ("<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "漢字(かんじ)"),
    "what was deleted": ("<p>It was <del>5</del><ins>7</ins> billion", "It was 7 billion"),
    "an abbreviation": ("<p>the <abbr title='European Union'>EU</abbr>", "the EU"),
    "a caption": ("<table><caption>Trade 2020</caption><tr><th>21.4<td>5</table>", "Trade 2020\n21.4\t5"),
    "rows without end": ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
    "a paragraph in a cell": ("<table><tr><td><p>a</p><td><p>b</p></table>", "a\tb"),
    "summary and details": ("<details><summary>Sum 1</summary>2 more</details>", "Sum 1\n2 more"),
    "a legend": ("<fieldset><legend>Year 2020</legend>21.4</fieldset>", "Year 2020\n21.4"),
    "footer, address, nav, main, aside": (
        "<nav>1</nav><main>2</main><aside>3</aside><footer>4<address>5</address></footer>",
        "1\n2\n3\n4\n5",
    ),
    "a rule": ("<p>2020<hr>21.4", "2020\n21.4"),
    "a centred line": ("2020<center>21.4</center>5", "2020\n21.4\n5"),
    "options": ("<select><option>2020<option>2021</select>", "2020\n2021"),
    "labels": ("<label>2020</label><label>21</label>", "2020 21"),
    "links side by side": ("<a href=a>2020</a><a href=b>21.4</a>", "2020 21.4"),
    "the parts of a card": ("<a><span class=when>2020</span><span class='how much'>21.4</span></a>", "2020 21.4"),
    "the letters of a title": ("<h1><span class=cap>K</span><span>azakh</span><span>stan</span></h1>", "Kazakhstan"),
    "one word in two styles": ("<p>Kazakh<b>stan</b>'s", "Kazakhstan's"),
    "line breaks": ("<p>one<br>two<br/>three", "one\ntwo\nthree"),
    "white space": ("<p> a \n  b\t<b> c</b> </p>", "a b c"),
    "what is preformatted": ("<pre>a  b\n  c</pre>", "a  b\n  c"),
    "hidden": ("<p hidden>5</p><p>7</p>", "7"),
    "not displayed": ("<p style='color:red; DISPLAY : none'>5</p><p>7</p>", "7"),
    "not visible": ("<p>7 <span style='visibility:hidden'>5</span>", "7"),
    "hidden from screen readers": ("<p>7<span aria-hidden=true>5</span>", "7"),
    "template and noscript": ("<template>5</template><p>7</p><noscript>6</noscript>", "7"),
    "a title and a script": ("<title>5</title><script>6</script><p>7", "7"),
    "soft hyphens": ("<p>Kazakh\u00adstan", "Kazakhstan"),
    "comments": ("<p>7<!-- 5 -->8", "78"),
}


@pytest.mark.parametrize("what", SEEN)
def test_a_page_reads_as_its_reader_sees_it(what: str) -> None:
    page, seen = SEEN[what]
    assert text_of(page) == seen + "\n"


def test_the_mark_of_a_note_makes_no_other_figure() -> None:
    assert 51 not in numbers_in(text_of("<p>a share of 5<sup>1</sup>% of it"))
    assert 3106 not in numbers_in(text_of("<p>3×10<sup>6</sup> t"))
    assert 3 * 10**6 in numbers_in(text_of("<p>3×10<sup>6</sup> t"))
    assert 3 not in numbers_in(text_of("<p>3×10<sup>6</sup> t"))
