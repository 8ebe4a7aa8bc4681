"""Messages between the secretariat and a country about a report, and the secretariat's internal notes."""
