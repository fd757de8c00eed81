"""What the page for analysts shows runs: its Python over the played newsroom, and the notebook."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

from storage.publishing import published_path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")


def test_the_python_of_the_page_runs(newsroom_root: Path, tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    script = tmp_path / "shown.py"
    script.write_text(f"path = {str(published_path(newsroom_root))!r}\n{code}", encoding="utf-8")
    told = runpy.run_path(str(script))
    told["night"].close()
    assert len(told["changes"]) > 10
    assert told["figures"].height > 5


def test_the_notebook_runs_over_the_published_copy(newsroom_root: Path, tmp_path: Path) -> None:
    page, notebook = tmp_path / "morning.html", tmp_path / "morning.py"
    shutil.copy(ROOT / "docs" / "notebooks" / "morning.py", notebook)  # marimo writes a session beside it
    done = subprocess.run(
        [sys.executable, "-m", "marimo", "export", "html", str(notebook), "-o", str(page)],
        capture_output=True, text=True, timeout=200, check=False,
        env=os.environ | {"REEWATCH_DATA_DIR": str(newsroom_root)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = page.read_text(encoding="utf-8")
    assert "The morning after 2026-11-11" in told
    assert "MarimoExceptionRaisedError" not in told
