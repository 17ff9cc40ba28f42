"""What a request asks, what a report says, how reports add up: pure but for `letters`."""
