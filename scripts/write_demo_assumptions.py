"""Write `docs/demo-assumptions.md` from the files that hold the demo's assumptions. Run it after changing one."""

from pathlib import Path

from clearway.demo.assumptions import assumptions_page

PAGE = Path(__file__).resolve().parents[1] / "docs" / "demo-assumptions.md"

if __name__ == "__main__":
    PAGE.write_text(assumptions_page(), encoding="utf-8")
    print(f"Wrote {PAGE}")
