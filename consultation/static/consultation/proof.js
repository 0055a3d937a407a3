// Answer an ALTCHA challenge: find the number whose hash, salted, is the one given.
// The work is the browser's; nobody is shown a puzzle. Without scripts, one waits instead.
const form = document.querySelector("form[data-proof]");
const state = document.querySelector("[data-proof-state]");

function hex(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function solve({ salt, challenge, most }) {
  const encoder = new TextEncoder();
  for (let number = 0; number <= Number(most); number += 1) {
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(salt + number));
    if (hex(digest) === challenge) return number;
  }
  return null;
}

async function prove() {
  state.hidden = false;
  state.textContent = state.dataset.working;
  const number = globalThis.crypto?.subtle ? await solve(form.dataset) : null;
  if (number === null) {
    state.textContent = state.dataset.wait;
    return;
  }
  const { salt, challenge, signature } = form.dataset;
  const solution = { algorithm: "SHA-256", challenge, number, salt, signature };
  form.querySelector("[name=altcha]").value = btoa(JSON.stringify(solution));
  state.textContent = state.dataset.done;
}

if (form && state) prove();
