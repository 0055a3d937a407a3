// Opens on paper what is folded on screen (tables under charts, sources).
(() => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details[data-print]:not([open])")];
    opened.forEach((item) => item.setAttribute("open", ""));
  });
  addEventListener("afterprint", () => opened.forEach((item) => item.removeAttribute("open")));
})();
