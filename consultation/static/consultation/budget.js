// Tell what the chosen projects cost as they are chosen. The server checks it in any case.
const form = document.querySelector("[data-budget]");
if (form) {
  const lang = document.documentElement.lang || "fr";
  const euros = new Intl.NumberFormat(lang, { style: "currency", currency: "EUR", maximumFractionDigits: 2, minimumFractionDigits: 0 });
  const isChosen = (field) => (field.type === "number" ? Number(field.value) > 0 : field.checked);
  const tell = () => {
    const fields = [...form.querySelectorAll("[data-cost]")];
    for (const line of form.querySelectorAll("[data-total]")) {
      const own = fields.filter((field) => field.dataset.district === line.dataset.total && isChosen(field));
      const spent = own.reduce((sum, field) => sum + Number(field.dataset.cost), 0);
      const left = Number(line.dataset.budget) - spent;
      line.querySelector("[data-spent]").textContent = euros.format(spent);
      line.querySelector("[data-left]").textContent = euros.format(Math.abs(left));
      line.querySelector("[data-under]").hidden = left < 0;
      line.querySelector("[data-over]").hidden = left >= 0;
      line.classList.toggle("total--over", left < 0);
    }
    const points = form.querySelector("[data-points-given]");
    if (points) points.textContent = fields.reduce((sum, field) => sum + (Number(field.value) || 0), 0);
  };
  form.addEventListener("input", tell);
  tell();
}
