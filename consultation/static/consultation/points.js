// Tell the total of a share of points as it is typed. The server checks it in any case.
for (const group of document.querySelectorAll("[data-points]")) {
  const line = group.querySelector("[data-points-total]");
  const fields = [...group.querySelectorAll("input[type=number]")];
  const tell = () => {
    const total = fields.reduce((sum, field) => sum + (Number(field.value) || 0), 0);
    line.querySelector("output").textContent = `${total} / ${group.dataset.points}`;
    line.hidden = false;
  };
  group.addEventListener("input", tell);
  tell();
}
