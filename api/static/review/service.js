// Asks the service with the reader's key. A busy one is asked again when it says so.
const TRIES = 6;

/** A problem that the service answered with; `words` are its title and detail by language. */
export class Asked extends Error {
  constructor(status, problem) {
    super(problem.code ?? String(status));
    this.status = status;
    this.words = problem.words;
  }
}

export class Service {
  constructor(key) {
    this.key = key;
  }

  async ask(path, options = {}) {
    for (let tries = 1; ; tries += 1) {
      const answer = await fetch(path, { ...options, headers: { ...options.headers, Authorization: `Bearer ${this.key}` } });
      if (answer.ok) return answer;
      const problem = await answer.json().catch(() => ({}));
      if (answer.status !== 429 || tries === TRIES) throw new Asked(answer.status, problem);
      await new Promise((resolve) => { setTimeout(resolve, 1000 * Number(answer.headers.get("Retry-After") ?? 1)); });
    }
  }

  async json(path) {
    return (await this.ask(path)).json();
  }

  async send(method, path, data) {
    const body = data === undefined ? {} : { body: JSON.stringify(data), headers: { "Content-Type": "application/json" } };
    const answer = await this.ask(path, { method, keepalive: true, ...body }); // it arrives though the page is closed
    return answer.status === 204 ? null : answer.json();
  }
}
