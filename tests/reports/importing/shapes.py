"""Reports in other shapes than France's, written as Markdown and turned into files by pandoc."""

import subprocess

import pypandoc

from reports.importing.blocks import units_of
from reports.importing.reading import run_pandoc

KENYA = """
# Pathfinder country report of the year

Some words that stand before everything.

# Progress towards roadmap priorities

101. **Since May 2022, what progress has been made on the first priority "Strengthen labour inspection"?**

### 1.1 Train the inspectors

Two hundred inspectors were trained under objective 1.1.A, and more under 1.1.Z.[^1]

| Region | Inspectors |
|--------|-----------:|
| North  | 120 |
| South  | 80 |

### 1.2. Equip the offices

1. Vehicles (objective 1.2.A);
2. computers.

102. **Since May 2022, what progress have you made on the second priority of your roadmap "Keep children in school"?**

School meals reached *40,000* children, as [the ministry reports](https://example.org/meals).

103. **Since May 2022, what progress have you made on the third priority of your roadmap "Clean up supply chains"?**

Nothing yet.

105. **Since May 2022, what progress have you made on the fifth priority of your roadmap "Count and publish"?**

A survey is being prepared.

104. **Since May 2022, what progress have you made on the fourth priority of your roadmap "Protect migrants"?**

Three shelters opened.

# Progress on established next steps

In your 2021-2022 annual report, the following next steps were set for the period from May 2022 to April 2023.

201. **What is the status of your next step no. 1 "Hire fifty inspectors"?**

- ☐ Not executed
- ☐ Planned
- ☐ In progress
- ☒ Completed

202. **What is the status of your next step no. 2 "Open a helpline"?**

[ ] Not executed [ ] Planned [x] In progress [ ] Completed

203. **What is the status of your next step no. 3 "Adopt the 'Children first' bill"?**

Planned

204. **What is the status of your next step no. 4 "Ratify the Protocol"?**

Not executed

**Planned**

In progress

Completed

205. **Please tell us more about progress on your next steps**

The helpline will open in June.

# Overall progress

301. **In your opinion, have you made progress on the priorities of your roadmap?**

No progress 0 1 2 3 4 5 6 [7] 8 9 10 Much progress

302. **Given the progress on your national priorities and your next steps, what are the main results of the year?**

Two hundred inspectors trained.

303. **Have efforts to achieve Target 8.7 led to other successes worth mentioning?**

No

304. **What difficulties did you have to overcome?**

Money.

305. **An entirely different question that no edition has?**

Its answer must not get lost.

# Evaluating progress

401. **What assessment tools and/or other types of evidence have you used to measure progress?**

Tick all that apply.

Surveys ☒

Case studies ☐

Other ☒ : administrative registers

402. **Please tell us more about the evaluation tools**

The registers are public.

# Collaboration with national partners

501. **Have you worked with national partners?**

☒ Private sector
☒ Ministries: Labour, Education
☐ Local CSOs

# Next steps over the next 12 months

601. **By April 2024, what are the next steps to be taken towards the priorities of your roadmap?**

**Next step 1:** Train another hundred inspectors.

**Goals by April 2024 for this next step:** A hundred certificates.

**What evidence will you use to show that this step has been achieved?** The register of certificates.

**Which area(s) of intervention does this next step fall under?** Labour inspection

**Next step 2:** Build a database.

**Goals by April 2024 for this next step:**

A first version,

- with districts
- and schools.

602. **What challenges do you foresee?**

None.

[^1]: The course lasts five days.
"""

PRIORITIES = {
    "1": "Strengthen labour inspection",
    "1.1": "Train the inspectors",
    "1.1.A": "Hold courses",
    "1.2": "Equip the offices",
    "1.2.A": "Buy vehicles",
    "2": "Keep children in school",
    "3": "Clean up supply chains",
    "4": "Protect migrants",
    "5": "Count and publish",
}


def converted(markdown: str, to: str) -> bytes:
    """The file that pandoc makes of a Markdown text: "odt", "docx", "html", "markdown"."""
    return subprocess.run(
        [
            pypandoc.get_pandoc_path(),
            "--from=markdown-smart",
            f"--to={to}",
            "--standalone",
            "--metadata=title= ",
            "--output=-",
        ],
        input=markdown.encode(),
        stdout=subprocess.PIPE,
        check=True,
    ).stdout


def units(markdown: str):
    """The units of a Markdown text."""
    return units_of(run_pandoc("markdown", markdown.encode()))[0]
