// The portal's own way to sign in, which also gives what its panels may show the API.

export async function signIn(): Promise<Record<string, string>> {
  const answer = await fetch("/sign-in", { method: "POST" });
  const { token } = await answer.json();
  return { Authorization: `Bearer ${token}` };
}

export async function clusters(): Promise<string[]> {
  const answer = await fetch("/clusters.json");
  return answer.ok ? await answer.json() : [];
}
