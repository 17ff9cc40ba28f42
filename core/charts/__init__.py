"""Charts as inline SVG made on the server: the same markup on the page, in print and in a PDF (`interface.md`).

A chart is a frozen value of `model`, `drawing.svg` draws it. Every chart knows its table (`heads`, `cells`): the twin
that is read instead of the picture, and what goes into Word and Excel. Colour never stands alone: fills differ by
pattern, lines by dashes and marks, a plan is a line with a flag.
"""
