"""The five articles as a reader of their pages would write them down."""

from pathlib import Path

import pytest

from corpus.article import Article, BlockKind
from corpus.bundled import FOLDER, bundled_articles
from corpus.reading import read_text


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {article.id: article for article in bundled_articles()}


def blocks(article: Article, kind: BlockKind) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.kind is kind]


def test_the_five_are_there_under_their_file_names(articles: dict[str, Article]) -> None:
    assert list(articles) == sorted(path.stem for path in FOLDER.glob("*.txt"))
    assert all(article.path and Path(article.path).is_absolute() for article in articles.values())


def test_every_block_is_the_pages_own_words(articles: dict[str, Article]) -> None:
    for article in articles.values():
        raw = " ".join(read_text(Path(article.path or "")).split())
        for block in article.blocks:
            assert " ".join(block.span.of(article.text).split()) in raw
        assert "\n\n".join(block.span.of(article.text) for block in article.blocks) == article.text


def test_sada_elbalad(articles: dict[str, Article]) -> None:
    article = articles["sada-elbalad-factions-ready"]
    assert article.title == 'Iraqi Factions Ready for US Escalation, Vow to "Respond with Fire"'
    assert (article.author, article.outlet, article.language) == ("Ahmad El-Assasy", "صدى البلد", "en")
    assert (article.published, article.date_source) == ("2024-02-11", "article")
    assert article.text.startswith("As Baghdad keenly anticipates") and article.text.endswith("theater of conflict.")
    assert blocks(article, BlockKind.HEADING) == [
        "Significant Escalation Anticipated",
        "Regional Tensions Spike Amid Israeli-Gaza Conflict",
    ]
    assert len(blocks(article, BlockKind.PARAGRAPH)) == 9


def test_jihadist_group_vows(articles: dict[str, Article]) -> None:
    article = articles["jihadist-group-vows"]
    assert article.title == "Jihadist Group Vows to Expel US Forces from Iraq"
    assert (article.author, article.outlet) == ("Hashim Sheikh", None)
    assert (article.published, article.date_source, article.page_date) == (None, "unknown", None)
    assert blocks(article, BlockKind.HEADING) == ["US Forces See Intensity of Attacks", "US Know its Limits in Iraq"]
    assert article.text.startswith("The Kataib Hezbollah faction") and article.text.endswith("a regional conflict.")
    for foreign in ("Laser", "Ukraine", "Share:", "administrator", "personality", "Reply", "email", article.title):
        assert foreign not in article.text


def test_islamic_resistance_vows(articles: dict[str, Article]) -> None:
    article = articles["islamic-resistance-vows"]
    assert article.title == "Islamic Resistance in Iraq vows to strike more at US-led coalition forces"
    assert (article.published, article.date_source, article.page_date) == (None, "page", "2024-11-23")
    assert (article.author, article.outlet) == (None, None)
    captions = blocks(article, BlockKind.CAPTION)
    assert len(captions) == 1 and captions[0].startswith("Iraqi mourners in Baghdad carry the coffin")
    assert blocks(article, BlockKind.PARAGRAPH)[0].startswith("Baghdad – Iran-allied\u00a0armed groups")
    assert len(blocks(article, BlockKind.PARAGRAPH)) == 11 and blocks(article, BlockKind.HEADING) == []


def test_kataeb_hezbollah_rebuke(articles: dict[str, Article]) -> None:
    article = articles["kataeb-hezbollah-rebuke"]
    assert article.title == "Iraq’s Kataeb Hezbollah issued a scathing rebuke towards the…"
    assert article.title_made
    assert (article.published, article.date_source, article.page_date) == (None, "page", "2024-03-02")
    assert article.text.startswith("Iraq’s Kataeb Hezbollah") and article.text.endswith("the Iraqi government.")
    assert len(article.blocks) == 6


def test_hafryat(articles: dict[str, Article]) -> None:
    article = articles["hafryat-factions-warn"]
    assert article.title == "الفصائل العراقية تحذّر: جاهزون لأي تصعيد أميركي وسنرد النار بالنار"
    assert (article.outlet, article.language) == ("حفريات", "ar")
    assert (article.published, article.date_source) == ("2024-02-11", "article")
    assert article.text.startswith("في الوقت الذي") and article.text.endswith("لكتائب حزب الله العراقية.")
    assert article.text.count("سيكون في المكان والزمان المناسبين") == 1
    assert len(blocks(article, BlockKind.PARAGRAPH)) == len(article.blocks) == 9
