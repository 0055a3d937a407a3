// Moves about the scoring grid with the arrows and Enter; adds up weights as they are typed.
// Without it the grid is a plain form: Tab goes from cell to cell.
(() => {
  const grid = document.querySelector("[data-grid]");
  if (grid) {
    const rows = [...grid.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input")]);
    const at = (input) => {
      const row = rows.findIndex((cells) => cells.includes(input));
      return [row, row < 0 ? -1 : rows[row].indexOf(input)];
    };
    const go = (row, column) => {
      const target = rows[row]?.[column];
      if (!target) return false;
      target.focus();
      target.select();
      return true;
    };
    let changed = false;
    grid.addEventListener("input", () => { changed = true; });
    grid.addEventListener("submit", () => { changed = false; });
    addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
    grid.addEventListener("keydown", (event) => {
      const [row, column] = at(event.target);
      if (row < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const { selectionStart: start, selectionEnd: end, value } = event.target;
      const whole = start === 0 && end === value.length;
      const moves = {
        ArrowUp: () => go(row - 1, column),
        ArrowDown: () => go(row + 1, column),
        Enter: () => go(row + 1, column) || true,
        ArrowLeft: () => (whole || end === 0) && go(row, column - 1),
        ArrowRight: () => (whole || start === value.length) && go(row, column + 1),
      };
      if (moves[event.key]?.()) event.preventDefault();
    });
  }

  const weights = document.querySelector("[data-weights]");
  if (weights) {
    const inputs = [...weights.querySelectorAll("[data-weight]")];
    const total = weights.querySelector("[data-total]");
    const read = (input) => Math.max(0, Number.parseFloat(input.value.replace(",", ".")) || 0);
    const write = (value) => value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });
    weights.addEventListener("input", () => {
      const sum = inputs.reduce((before, input) => before + read(input), 0);
      total.textContent = write(sum);
      inputs.forEach((input) => {
        const share = input.closest("tr").querySelector("[data-share]");
        share.textContent = sum ? `${Math.round((100 * read(input)) / sum)}\u00a0%` : "-";
      });
    });
  }
})();
