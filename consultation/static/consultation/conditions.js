// In the builder: of all answers, show those of the question that a condition looks at.
// Without script all are listed by question, and the server checks.
(() => {
  const narrow = (row) => {
    const asked = row.querySelector("select[name$='-depends_on']");
    const answers = row.querySelector("select[name$='-option_codes']");
    if (!asked || !answers) return;
    for (const group of answers.querySelectorAll("optgroup")) {
      const first = group.querySelector("option");
      const isOwn = Boolean(first) && first.value.split(":")[0] === asked.value;
      group.hidden = !isOwn;
      group.disabled = !isOwn;
    }
  };
  const start = () => {
    document.querySelectorAll(".inline-related").forEach(narrow);
    document.addEventListener("change", (event) => {
      if (event.target.name && event.target.name.endsWith("-depends_on")) narrow(event.target.closest(".inline-related"));
    });
    document.addEventListener("formset:added", (event) => narrow(event.target));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
