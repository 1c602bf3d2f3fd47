"""Where things are in the repository."""
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PEERS = ROOT / "tests" / "benchmarks" / "peers"
ARTIFACTS = ROOT / "artifacts" / "benchmarks"
PROGRAMS = ARTIFACTS / "bin"
PUBLISHED = ROOT / "artifacts" / "publish"
