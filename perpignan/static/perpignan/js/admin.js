// What the back office's lists of choices do not say by themselves to readers aloud.
"use strict";
{
  const nameOf = (select) =>
    select.getAttribute("aria-label") || (select.labels[0] ? select.labels[0].textContent.trim().replace(/ ?:$/, "") : "");

  // Select2 draws its own box beside the list: the box takes the name of the list.
  const nameBoxes = (part) => {
    for (const select of part.querySelectorAll("select.admin-autocomplete")) {
      const box = select.nextElementSibling;
      if (!box || !box.classList.contains("select2")) continue;
      for (const named of box.querySelectorAll("[role=combobox], [role=textbox], input"))
        named.setAttribute("aria-label", nameOf(select));
      // Its name, then what is chosen.
      const single = box.querySelector("[role=combobox][aria-labelledby^=select2]");
      if (!single) continue;
      single.id = single.id || `box-${select.id}`;
      single.setAttribute("aria-labelledby", `${single.id} ${single.getAttribute("aria-labelledby")}`);
    }
  };

  // The columns of a line's own name and of its removal may have no title: those are no headers.
  const dropEmptyHeaders = (part) => {
    for (const header of part.querySelectorAll(".tabular thead th:empty")) {
      const cell = document.createElement("td");
      cell.className = header.className;
      header.replaceWith(cell);
    }
  };

  const mend = (part) => {
    nameBoxes(part);
    dropEmptyHeaders(part);
  };

  // Once the boxes are drawn: jQuery calls those who wait for it in their order, maybe late.
  window.addEventListener("load", () => {
    const ready = window.django && window.django.jQuery;
    const start = () => setTimeout(() => mend(document));
    if (ready) ready(start);
    else start();
  });
  document.addEventListener("formset:added", (event) => setTimeout(() => mend(event.target)));
}
