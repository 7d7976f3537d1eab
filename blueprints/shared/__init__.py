"""What every feature stands on. The only folder without routes."""
