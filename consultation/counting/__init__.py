"""Hide small cells of tables so that no total gives them away. scipy only, no Django."""
