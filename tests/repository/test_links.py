"""Links, anchors, HTML, heads, policies and weights over the whole built site; no browser is needed."""

import gzip

import pytest
from mini import ROOT, SITE_URL, build, write_files
from site_checks import (
    problems_of_heads,
    problems_of_html,
    problems_of_links,
    problems_of_markdown,
    problems_of_origins,
    problems_of_policies,
    read_site,
)

POLICY = "default-src 'self'; img-src 'self' data:"
PAGE = f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width">
<meta name="description" content="Words">
<title>Page</title>
<link rel="canonical" href="{SITE_URL}">
<link rel="icon" href="icon.png">
<link rel="stylesheet" href="/academy/style.css">
</head>
<body>
<h1 id="top">Page</h1>
<h2 id="below">Below</h2>
<p style="background: url('icon.png')"><a href="other/#there">there</a> <a href="#below">below</a></p>
<p><a href="https://example.org/">away</a> <img src="icon.png" srcset="icon.png 2x" alt="" width="1" height="1"></p>
<p><label for="name">Name</label> <input id="name" aria-describedby="top"> <button>Go</button></p>
</body>
</html>
"""
OTHER = PAGE.replace(f'"{SITE_URL}"', f'"{SITE_URL}other/"').replace('"icon.png', '"../icon.png')
OTHER = OTHER.replace("url('icon", "url('../icon").replace("other/#there", "..").replace("below", "there")
FILES = {
    "index.html": PAGE,
    "other/index.html": OTHER,
    "gone/index.html": '<meta http-equiv="refresh" content="0; url=../">',
    "other/index.md": "[there](index.html) [home](../index.html) ![icon](../icon.png)\n\n```text\n[no](link)\n```\n",
    "style.css": "@font-face { src: url(icon.png) }",
    "picture.svg": '<svg><use href="#a"/></svg>',
    "icon.png": b"",
    "sitemap.xml": f"<urlset><url><loc>{SITE_URL}other/</loc></url></urlset>",
    "search/index.json": '{"entries": [{"at": "other/#there"}]}',
}


def all_problems(site) -> list[str]:
    problems = [problem for document in site.documents for problem in problems_of_html(document)]
    checks = (problems_of_links, problems_of_markdown, problems_of_origins, problems_of_heads, problems_of_policies)
    return problems + [problem for check in checks for problem in check(site)]


def test_a_good_site_has_no_problem(tmp_path):
    write_files(tmp_path, FILES)
    assert all_problems(read_site(tmp_path, SITE_URL)) == []


@pytest.mark.parametrize(
    "file, old, new, problem",
    [
        ("index.html", "other/#there", "nowhere/", "index.html:16: <a href>: expected a file of the site"),
        ("index.html", "other/#there", "other", "expected a file of the site, found 'other'"),
        ("index.html", "other/#there", "other/#here", "expected an id of the site, found 'other/#here'"),
        ("index.html", 'href="#below"', 'href="#beneath"', "expected an id of the site, found '#beneath'"),
        ("index.html", "/academy/style.css", "/style.css", "<link href>: expected a file of the site"),
        ("index.html", "/academy/style.css", "/academy/gone.css", "<link href>: expected a file of the site"),
        ("index.html", 'img src="icon', 'img src="gone', "index.html:17: <img src>: expected a file of the site"),
        ("index.html", 'srcset="icon.png', 'srcset="icon.png, gone.png', "<img srcset>: expected a file"),
        ("index.html", "url('icon.png')", "url('gone.png')", "index.html:16: style: expected a file of the site"),
        ("index.html", '<link rel="icon"', '<link rel="next" href="gone.html"><link rel="icon"', "found 'gone.html'"),
        (
            "other/index.md",
            "(../icon.png",
            "(icon.png",
            "other/index.md: expected a file of the site, found 'icon",
        ),
        (
            "other/index.md",
            "(../index.html",
            "(gone.md",
            "other/index.md: expected a file of the site, found 'gone",
        ),
        ("style.css", "icon.png", "'gone.woff2'", "style.css: expected a file of the site, found 'gone.woff2'"),
        ("sitemap.xml", "other/", "another/", "sitemap.xml: expected a file of the site"),
        ("search/index.json", "#there", "#here", "search/index.json: expected an id of the site"),
        ("index.html", 'img src="icon', 'img src="//a.org/icon', "<img src>: expected a file of the site"),
        ("style.css", "url(icon.png)", 'url("https://a.org/a.woff2")', "style.css: expected a file of the site"),
        ("style.css", "@font-face", "@import 'https://a.org/a.css'; @font-face", "found 'https://a.org/a.css'"),
        ("picture.svg", "#a", "https://a.org/a.svg#a", "picture.svg:1: <use href>: expected a file of the site"),
        ("index.html", "<h1", "<p><div></div></p><h1", "index.html:14:18: Unexpected end tag (p)"),
        ("index.html", '<h1 id="top"', '<h1 id="top" id="up"', "Dropped duplicate attribute"),
        ("index.html", "Go</button>", "Go</b></button>", "Unexpected end tag (b)"),
        ("index.html", "</p>\n</body>", "</p><div>\n</body>", "index.html:19"),
        ("index.html", 'id="below"', 'id="top"', "index.html:15: expected each id once, found id='top' again"),
        ("index.html", 'id="below"', 'id="be low"', "expected an id without spaces"),
        ("index.html", 'for="name"', 'for="names"', "index.html:18: expected an id of the page in for"),
        ("index.html", 'aria-describedby="top"', 'aria-describedby="up"', "expected an id of the page in aria-"),
        ("index.html", "<button>Go", "<button _2_>Go", "expected an attribute on <button>, found '_2_'"),
        ("index.html", ' alt=""', "", "index.html:17: expected alt on the image 'icon.png'"),
        ("index.html", ' width="1"', "", "expected width on the image"),
        ("index.html", ' height="1"', "", "expected height on the image"),
        ("index.html", '<h2 id="below">Below</h2>', '<h3 id="below">Below</h3>', "expected h2 or higher after h1"),
        ("index.html", "<h1 id", "<h1>Title</h1><h1 id", "expected one h1, found 2"),
        ("index.html", "<button>Go", "<button>", "expected a name for <button>"),
        ("index.html", ">below</a>", '><img src="icon.png" alt="" width="1" height="1"></a>', "a name for <a>"),
        ("index.html", '<label for="name">Name</label>', "", "expected a name for <input>"),
        ("index.html", "<button>Go", '<div role="dialog">Hi</div><button>Go', "expected a name for <div>"),
        ("index.html", ' lang="en"', "", "expected a language"),
        ("index.html", "<title>Page</title>", "<title></title>", "expected a title"),
        ("index.html", 'content="Words"', 'content=""', "expected a description"),
        ("index.html", "width=device-width", "width=980", "expected a viewport"),
        ("index.html", '<link rel="icon"', '<link rel="preload"', "expected an icon"),
        ("index.html", f'canonical" href="{SITE_URL}', f'canonical" href="{SITE_URL}other/', "expected canonical"),
        ("index.html", '<link rel="canonical"', '<link rel="alternate"', "expected canonical"),
        ("index.html", "Content-Security-Policy", "X-UA-Compatible", "expected a Content-Security-Policy, found none"),
        ("index.html", '<meta charset="utf-8">', "<script></script>", "Security-Policy before this <script>"),
        ("index.html", "default-src 'self'", "default-src *", "expected default-src 'self' or 'none'"),
        ("index.html", POLICY, f"{POLICY}; script-src 'unsafe-inline'", "expected no 'unsafe-inline' in script-src"),
        ("index.html", "'self' data:", "'self' https:", "expected no other origin in img-src, found ['https:']"),
    ],
)
def test_a_broken_site_is_found_out(tmp_path, file, old, new, problem):
    assert old in FILES[file]
    write_files(tmp_path, FILES | {file: FILES[file].replace(old, new, 1)})
    found = [one for one in all_problems(read_site(tmp_path, SITE_URL)) if problem in one]
    assert found, all_problems(read_site(tmp_path, SITE_URL))


def report(problems: list[str]) -> str:
    return f"{len(problems)} problems\n" + "\n".join(problems[:60])


def test_every_link_leads_somewhere(course):
    problems = problems_of_links(course)
    assert not problems, report(problems)


def test_every_link_of_the_markdown_leads_somewhere(course):
    problems = problems_of_markdown(course)
    assert not problems, report(problems)


def test_every_page_leads_to_its_markdown(course):
    written = [one for one in course.documents if one.name != "404.html"]
    found = {one.name: one.tree.select_one('[rel~="alternate"][type="text/markdown"]') for one in written}
    assert [name for name, link in found.items() if link is None or link["href"] != "index.md"] == []


def test_nothing_is_asked_of_another_origin(course):
    problems = problems_of_origins(course)
    assert not problems, report(problems)


def test_html_is_valid(course):
    problems = [problem for document in course.documents for problem in problems_of_html(document)]
    assert not problems, report(problems)


def test_every_head_is_whole(course):
    problems = problems_of_heads(course)
    assert not problems, report(problems)


def test_every_page_has_its_own_title(course):
    titles = [document.tree.title.get_text() for document in course.documents]
    assert sorted(titles) == sorted(set(titles))


def test_every_page_forbids_what_it_does_not_need(course):
    problems = problems_of_policies(course)
    assert not problems, report(problems)


def test_html_of_a_page_is_light(course):
    weights = {document.name: len(gzip.compress(document.text.encode())) for document in course.documents}
    assert {name: weight for name, weight in weights.items() if weight > 60_000} == {}


def test_every_font_has_its_licence(site):
    fonts = [*site.rglob("*.woff2"), *site.rglob("*.woff"), *site.rglob("*.ttf")]
    assert fonts, "expected fonts of the site's own"
    for folder in {font.parent for font in fonts}:
        texts = [path.read_text(encoding="utf-8") for path in folder.glob("*LICENSE*")]
        assert any("SIL OPEN FONT LICENSE" in text and text.startswith("Copyright") for text in texts), folder


def test_a_site_without_an_address_claims_none(tmp_path):
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "site_url: !ENV [SITE_URL," in config
    theme = f"theme: {{name: material, font: false, custom_dir: '{ROOT / 'overrides'}'}}"
    write_files(tmp_path, {"docs/index.md": "# Mini", "mkdocs.yml": f"site_name: Mini\n{theme}\nplugins: []\n"})
    build(tmp_path)
    html = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 'rel="canonical"' not in html and "og:url" not in html
