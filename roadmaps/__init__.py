"""What was promised: roadmaps with priorities, strands and objectives; next steps; kinds of evidence and areas."""
