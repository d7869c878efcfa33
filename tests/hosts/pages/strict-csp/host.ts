// Shows what the page's policy forbade.

const shown = document.querySelector("#violations")!;
const forbidden: string[] = [];

addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  forbidden.push(`${effectiveDirective} ${blockedURI}`);
  shown.textContent = forbidden.join(", ");
});
