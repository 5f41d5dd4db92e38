"""Reconcile: copies to one origin, told incidents to incidents, claims to figures, conflicts and links."""

from marsad.reconcile.copies import Copy, Family, Stretch
from marsad.reconcile.joining import Reconciliation, incident_id, reconcile, why

__all__ = ["Copy", "Family", "Reconciliation", "Stretch", "incident_id", "reconcile", "why"]
