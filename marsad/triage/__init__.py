"""Article → worth reading? and why."""

from marsad.triage.judge import TriageWords, Verdict, load_triage, worth_reading

__all__ = ["TriageWords", "Verdict", "load_triage", "worth_reading"]
