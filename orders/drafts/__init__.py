"""What a draft goes through: typed, helped, checked, told what its registration will change."""
