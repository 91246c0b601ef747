"""What the page Forecast & staffing shows."""
