# ruff: noqa: E501
"""Writes strategy.pdf: a strategy in two columns with a box, footnotes and running heads, printed by Chromium.

Run by hand: .venv/bin/python tests/planning/documents/held_out/make_strategy.py
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

PAGE = """
<!doctype html><html lang="en"><head><title>Living well, found early</title><style>
@page { size: A4; margin: 22mm 16mm }
body { font: 10pt/1.35 Georgia, serif; hyphens: auto }
.two { columns: 2; column-gap: 9mm; text-align: justify }
h1 { font-size: 19pt } h2 { font-size: 12pt; break-after: avoid } ul { padding-left: 4mm }
.box { border: 1pt solid #333; padding: 2mm 3mm; break-inside: avoid }
.note { font-size: 8pt }
</style></head><body>
<h1>Found early, living well: a strategy for cancer in the Isle of Wendling, 2026 to 2031</h1>
<p>Synthetic document, written for testing. The island and its services do not exist.</p>
<div class="two">
<h2>Where we stand</h2>
<p>One person in eleven on the island lives with or after cancer. In 2024 we found 54.1% of cancers at stage one or two,
against 58% in England. Winter ferries make it hard to reach the mainland hospital, and people will go on falling ill in
February whatever we write here. The last strategy should be judged kindly: four of its nine promises were kept.</p>
<h2>Our ambitions</h2>
<p>We want 68% of cancers to be found at stage one or two by 2029, rising to three in four by 2031. We also want the gap
in one-year survival between the island&rsquo;s richest and poorest parishes halved by the end of the decade.</p>
<div class="box"><p><b>Five promises for 2026/27</b></p><ul>
<li>Open a community diagnostic hub at Saltmarsh (Island Health Partnership, autumn 2026).</li>
<li>Offer every smoker over 55 a lung health check.</li>
<li>Halve missed appointments for people who depend on the ferry.</li>
<li>No appointment letter without a phone number that somebody answers.</li>
<li>Train 60 volunteers as cancer champions, half of them in the west of the island.</li></ul></div>
<h2>Prevention</h2>
<p>Smoking is the cause we can do most about. The council&rsquo;s public health team and the island&rsquo;s pharmacies will
together bring smoking among adults below 9% by 2030 (national recommendations 2 and 4). Vaccination against HPV in year
eight stands at 71%; school nurses are asked to reach 90% of both boys and girls by the summer term of 2028. Alcohol is
not covered by this strategy.</p>
<h2>Finding cancer early</h2>
<p>From April 2027 general practices can book CT scans directly [recommendation 17]. The Primary Care Network is to
appoint a cancer lead in each practice no later than 30 September 2026. Screening teams on the mainland run the bowel
programme; we have asked them to send kits in the envelope that the island&rsquo;s own panel designed, and they have agreed
to start in January 2027.</p>
<p>It is sometimes said that the island must have its own PET scanner. We looked into it, and it must not: 240 scans a
year cannot keep a service safe.</p>
<h2>Treatment and after</h2>
<ul>
<li>Chemotherapy on the island, for the six commonest regimens, five days a week (rec. 33): Wendling General Hospital,
by Q3 2027/28.</li>
<li>A travel fund for those who have to cross, run by the hospice charity.</li>
<li>Everybody finishing treatment gets a written summary inside four weeks (recs 65, 67 and 74).</li></ul>
<p>Rehabilitation is patchy. During 2028 the Allied Health Professions Lead will design, cost and put to the Partnership
Board one pathway for the whole island.</p>
<h2>Money and people</h2>
<p>The strategy needs &pound;2.4 million over five years, of which &pound;1.1 million has been found. Recruiting a second
acute oncology nurse comes first; the Chief Nurse leads on it and expects the post to be filled by May 2026.</p>
<h2>How we shall know</h2>
<p>The Partnership Board looks at progress twice a year. An independent evaluation reports in 2031. We may change course,
and if we do we shall say why.<sup>1</sup></p>
<p class="note">1 The evaluation of the last strategy said that 30% of its actions had no owner and should never have
been printed.</p>
</div></body></html>
"""


def main() -> None:
    """Print the page beside this script."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(PAGE)
        page.pdf(
            path=Path(__file__).with_name("strategy.pdf"), prefer_css_page_size=True, display_header_footer=True,
            header_template='<span style="font-size:8px;margin-left:16mm">Found early, living well</span>',
            footer_template='<span style="font-size:8px;margin-left:16mm">Page <span class="pageNumber"></span></span>',
        )  # fmt: skip
        browser.close()


if __name__ == "__main__":
    main()
