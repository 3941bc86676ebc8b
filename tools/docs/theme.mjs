import { MarkdownTheme, MarkdownThemeContext } from "typedoc-plugin-markdown";

class Theme extends MarkdownTheme {
    /** Leaves out what the signature says already. */
    getRenderContext(page) {
        const context = new MarkdownThemeContext(this, page, this.application.options);
        const writeComment = context.partials.comment;
        Object.assign(context.partials, {
            hierarchy: () => "",
            inheritance: () => "",
            signatureReturns: () => "",
            // Titles of tags would be anchors that occur more than once.
            comment: (comment, how) => writeComment(comment, { ...how, headingLevel: undefined }),
        });
        return context;
    }
}

/** TypeDoc calls it; see typedoc.json. */
export function load({ renderer }) {
    renderer.defineTheme("plain", Theme);
}
