"""Count pairs, and hide small cells so that no total gives them away. No Django."""
