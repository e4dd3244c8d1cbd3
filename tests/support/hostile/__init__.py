"""Files made to break the door: kinds by format, seeded mutants, and a campaign that measures what each costs."""
