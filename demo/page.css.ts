/** The look of every demo page: the system's own fonts, light and dark, no script. */
export const pageCss = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 6%, transparent); --accent: #0b63c5; }
@media (prefers-color-scheme: dark) { :root { --accent: #7db4ff; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 0 1rem 4rem; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; border-bottom: 1px solid var(--line); padding: .75rem 0; margin-bottom: 1rem; }
header strong { margin-right: auto; }
a { color: var(--accent); }
h1 { font-size: 1.4rem; margin: .5rem 0; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .75rem; border-radius: .4rem; }
.private { border-left: .25rem solid #c98a00; }
.note { margin: .75rem 0; }
.quiet { opacity: .75; font-size: .9rem; }
.fault { border: 1px solid #c0392b; padding: .75rem; border-radius: .4rem; }
form { display: grid; gap: .75rem; max-width: 40rem; }
label { display: grid; gap: .2rem; }
label.inline { display: flex; gap: .5rem; align-items: center; }
.row { display: flex; flex-wrap: wrap; gap: 1rem; }
input, select, textarea, button { font: inherit; padding: .4rem .5rem; border: 1px solid var(--line); border-radius: .3rem; background: Canvas; color: CanvasText; }
textarea { min-height: 6rem; width: 100%; }
button { background: var(--accent); color: Canvas; border: 0; padding: .5rem 1rem; justify-self: start; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
