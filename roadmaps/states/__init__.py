"""What a roadmap says at one moment, as plain values: kept, compared, changed, written again for another year. Pure."""
