import type { Delivery } from "./faults/delivery";
import type { JobView } from "./jobs/job";

const fields = ["id", "name", "description", "type", "trainUrl", "statusName", "projectId"] as const;

/** Returns the page that the service URL of a job opens. The page reloads itself every two seconds. */
export function boardPage(job: JobView | undefined): Delivery {
    const state = !job
        ? "This job does not exist."
        : job.statusName === "RUNNING"
          ? `This job has been running for ${Math.floor(job.duration / 1000)} s.`
          : "This job is not running: with the service, its page would not open.";
    const rows = job ? fields.map((name) => `<tr><th>${name}<td>${escapeHtml(job[name])}`) : [];
    const title = escapeHtml(job?.name ?? "no job");
    const lines = [
        `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">`,
        `<title>${title}</title><h1>${title}</h1><p>${state}<table>${rows.join("")}</table>`,
        "<p>This page is the emulator's. With the service, it is the board itself.</html>",
    ];
    const headers = { "Content-Type": "text/html; charset=utf-8" };
    return { kind: "response", status: job ? 200 : 404, headers, body: `${lines.join("\n")}\n` };
}

function escapeHtml(text: string): string {
    return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
