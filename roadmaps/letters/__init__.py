"""The words of letters and of chats: written when they leave, from what the reader may see then."""
