"""The words and the rules of pairs: pure, asked by queries, actions and pages."""
