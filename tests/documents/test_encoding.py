"""Bytes become characters as browsers read them; what declares nothing is detected and told, or refused."""

import pytest

from kzgraph.documents.encoding import decoded
from kzgraph.errors import InputError

RUSSIAN = "Товарооборот Казахстана с Китаем вырос на 32% и достиг 41 млрд долларов США."
CHINESE = "2023年中国与哈萨克斯坦贸易额达到四百一十亿美元,同比增长百分之三十二。"
DECLARED = {
    "utf-8": ("utf-8", RUSSIAN),
    "windows-1251": ("cp1251", RUSSIAN),
    "koi8-r": ("koi8-r", RUSSIAN),
    "iso-8859-1": ("cp1252", "It “rose” by 5 € – at last"),
    "latin1": ("cp1252", "It “rose” by 5 €"),
    "gb2312": ("gb18030", CHINESE + "€㐂"),
    "x-gbk": ("gb18030", CHINESE),
    "big5": ("big5hkscs", "中國與哈薩克㗎"),
    "utf-16": ("utf-8", RUSSIAN),
}


@pytest.mark.parametrize("label", DECLARED)
def test_a_label_means_what_browsers_take_it_for(label: str) -> None:
    codec, text = DECLARED[label]
    for meta in (
        f'<meta charset="{label}">',
        f"<META CHARSET = {label.upper()} >",
        f'<meta http-equiv="Content-Type" content="text/html; charset = {label}">',
    ):
        page = f"<!doctype html><head>{meta}</head><p>{text}"
        assert decoded(page.encode(codec), "a.html", is_html=True) == (page, ())


@pytest.mark.parametrize(
    "before",
    ["<!-- <meta charset=koi8-r> -->", '<script>x = "<meta charset=koi8-r>"</script>', '<p title="charset=koi8-r">'],
)
def test_only_a_meta_in_the_head_declares(before: str) -> None:
    page = f"<!doctype html>{before}<p>{RUSSIAN}"
    assert decoded(page.encode(), "a.html", is_html=True) == (page, ())


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_outweighs_what_is_declared(codec: str) -> None:
    page = f"<meta charset=windows-1251>{RUSSIAN}"
    assert decoded(page.encode(codec), "a.html", is_html=True) == (page, ())


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("gb18030", CHINESE),
        ("utf-16-le", RUSSIAN),
        ("utf-16-be", RUSSIAN),
        ("utf-16-le", CHINESE.replace("2023", "今").replace(",", ",")),
        ("cp1251", f"{RUSSIAN} The EAEU and China."),
    ],
)
def test_what_declares_nothing_is_detected_and_told(codec: str, text: str) -> None:
    found, (told,) = decoded(text.encode(codec), "a.txt", is_html=False)
    assert found == text
    assert "no encoding is declared" in told


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("wörter und mehr".encode("latin-1"), "is not UTF-8, declares no encoding"),
        (b"<meta charset=utf-8>caf\xe9", "0xe9) is not utf-8, which it says it is"),
        (b"<meta charset=klingon>cafe", "declares 'klingon', which is no encoding of the web"),
    ],
)
def test_what_cannot_be_read_is_refused_and_never_guessed(content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message.replace("(", r"\(").replace(")", r"\)")):
        decoded(content, "a.html", is_html=content.startswith(b"<"))
