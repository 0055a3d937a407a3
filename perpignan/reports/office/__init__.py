"""Reports that officials edit: a text, a workbook, slides, from the same frozen data."""
