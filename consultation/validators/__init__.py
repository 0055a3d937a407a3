"""What an answer is and which questions are asked: pure functions that every door calls."""
