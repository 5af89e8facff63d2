"""What browsers and strangers may do with the portal (decision 0033)."""
