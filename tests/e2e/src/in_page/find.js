// Finds visible elements, also in open shadow roots.

function rootsIn(scope) {
  const roots = [scope];
  if (scope.shadowRoot) roots.push(scope.shadowRoot);
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
    }
  }
  return roots;
}

function all(scope, css) {
  return rootsIn(scope).flatMap((root) => [...root.querySelectorAll(css)]);
}

const STEPS = {
  role(scope, { role, name }) {
    const css = [NATIVE_ROLES[role], `[role~="${role}"]`].filter(Boolean).join(", ");
    const candidates = all(scope, css).filter((element) => visible(element) && roleOf(element) === role);
    return name === null ? candidates : candidates.filter((element) => nameOf(element) === name);
  },
  label(scope, { label }) {
    const controls = all(scope, "input, select, textarea, button, [role], [tabindex]");
    return controls.filter((element) => nameOf(element) === label && visible(element));
  },
  css(scope, { css }) {
    return all(scope, css).filter(visible);
  },
  // The smallest elements that contain the text.
  text(scope, { text }) {
    const has = (element) => squeeze(element.textContent).includes(text);
    return all(scope, "*:not(script, style, template, option)").filter(
      (element) => has(element) && ![...element.children].some(has) && visible(element),
    );
  },
};

// The elements that match a list of steps, each inside the matches of the one before.
function find(steps) {
  let found = [document];
  for (const step of steps) {
    if (step.by === "nth") found = found.slice(step.nth, step.nth + 1);
    else found = [...new Set(found.flatMap((scope) => STEPS[step.by](scope, step)))];
  }
  return found;
}

// The one element that matches the steps, or a text that says why there is none.
function oneOf(steps) {
  const found = find(steps);
  if (found.length === 1) return { element: found[0] };
  if (found.length > 1) return { seen: `${found.length} of them: ${found.slice(0, 5).map(inWords).join(", ")}` };
  const last = steps.at(-1);
  if (last.by !== "role" || last.name === null) return { seen: "none" };
  const others = find([...steps.slice(0, -1), { ...last, name: null }]).slice(0, 12);
  const names = others.map((element) => `"${nameOf(element)}"`).join(", ");
  return { seen: names ? `none; every visible ${last.role}: ${names}` : `none, and no other ${last.role}` };
}
