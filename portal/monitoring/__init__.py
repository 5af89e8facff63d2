"""What those who run the portal see of it: health, logs, figures, slow questions, errors."""
