"""What everybody reads on the boards, and what members write there."""
