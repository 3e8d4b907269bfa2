/** A panel at the side, a sheet at the bottom of phones; a pill while it is minimised. */
export const panelStyle = `
.panel,.pill{position:fixed;inset-block-end:12px;inset-inline-end:12px;font:400 medium/1.45 system-ui,sans-serif;color:var(--t);
background:var(--b);border:1px solid var(--l);box-shadow:0 1px 2px #0f172a1a,0 16px 48px -8px #0f172a66}
:host([data-left]) :is(.panel,.pill){inset-inline:12px auto}
.panel{display:flex;flex-direction:column;inline-size:min(25.5em,100vw - 24px);inset-block-start:12px;border-radius:18px;
font-size:.9375em;overflow:hidden;overflow-wrap:anywhere}
.panel[aria-busy=true]{cursor:progress}.panel[aria-busy=true]>:not(header){opacity:.6;pointer-events:none}
button,select,input{font:inherit;font-size:.9375em;color:inherit}
button{cursor:pointer;background:none;border:1px solid #0000;-webkit-tap-highlight-color:#0000}
:focus-visible{outline:2px solid var(--a);outline-offset:2px}
h2:focus,h3:focus,.row:focus{outline:none}
.row:focus{background:var(--s)}
h2{font-size:1.1875em;line-height:1.25;letter-spacing:-.01em;font-weight:650;
display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
h3{font-size:1.0625em;font-weight:650}
.small,.about,.state,.why,.empty,.note,.status{font-size:.875em}
.small,.about,.empty{color:var(--m)}
header{position:relative;display:flex;gap:4px;align-items:start;padding:14px 12px 12px 28px}
header::before{content:"";position:absolute;inset-block:16px 12px;inset-inline-start:14px;border-inline-start:2px dashed var(--h)}
.who{flex:1;min-inline-size:0}
.eyebrow{font-size:.75em;font-weight:650;letter-spacing:.08em;text-transform:uppercase;color:var(--h)}
.icon{flex:none;inline-size:32px;block-size:32px;border-radius:50%;line-height:1}
:is(.icon,.tool,.way,.undo):hover{background:color-mix(in srgb,currentColor 9%,#0000)}
.pyramid{display:grid;gap:3px;justify-items:center;padding:0 14px 12px}
.step{display:flex;gap:3px;inline-size:var(--w)}
.tab{display:flex;flex:1;gap:.5em;justify-content:space-between;align-items:center;min-inline-size:0;min-block-size:30px;padding:0 .75em;
background:var(--s);border-radius:7px;font-weight:550}
.tab:hover{background:color-mix(in srgb,var(--a) 14%,var(--s))}
.tab[aria-selected=true]{background:var(--a);color:var(--o)}
.count{font-size:.875em;font-variant-numeric:tabular-nums;white-space:nowrap}
.tab:not([aria-selected=true]) .count{color:var(--m)}
.scroll{flex:1;min-block-size:0;overflow:auto;overscroll-behavior:contain;padding:10px 14px 14px;border-block-start:1px solid var(--l);}
.scroll:focus-visible{outline-offset:-2px}
.about{margin-block-end:8px}
.rows{list-style:none}
.row{display:grid;gap:3px;margin-inline:-8px;padding:9px 8px;border-radius:10px}
.row+.row{border-start-start-radius:0;border-start-end-radius:0;border-block-start:1px solid var(--l)}
.head{display:flex;gap:8px;align-items:center;flex-wrap:wrap}
.head strong{flex:1 1 7em;font-weight:600;min-inline-size:0}
.dot{flex:none;inline-size:12px;block-size:12px;border-radius:4px;background:var(--c)}
.dot.none{background:none;border:2px solid var(--m)}
.mark{flex:none;inline-size:12px;block-size:12px;border-radius:50%;border:2px solid var(--m)}
.yes .mark{background:var(--y);border-color:var(--y)}.open .mark{border-style:dotted}
.yes .state{color:var(--y);font-weight:600}
.no .state,.open .state{color:var(--m);font-weight:600}
code{font:.9em ui-monospace,monospace}
.three{display:flex;flex:none;padding:2px;gap:2px;border-radius:9px;background:var(--s)}
.way{min-block-size:26px;min-inline-size:38px;padding:0 .5em;border-radius:7px;font-size:.8125em}
.ways{flex-direction:column;margin-block:3px}
.ways .way{display:flex;gap:1em;justify-content:space-between;align-items:center;padding-block:3px;text-align:start}.ways .small{color:inherit}
.way[aria-pressed=true]{background:var(--b);border-color:var(--l);font-weight:600}
.links{display:flex;flex-wrap:wrap;gap:4px 6px;align-items:center;margin-block-start:3px}
.link{min-block-size:24px;padding:0 .6em;border:1px solid var(--l);border-radius:99px;font-size:.8125em;text-align:start}
.link:hover{border-color:currentColor}
.find,select,.row input,.copy select{inline-size:100%;min-block-size:34px;padding:0 .6em;background:var(--b);border:1px solid var(--m);
border-radius:8px;text-overflow:ellipsis}
.find{margin-block-end:6px}
.fact{grid-template-columns:minmax(7.5em,2fr) 3fr;align-items:center}
.fact>.small{grid-column:2}
.badge{padding:0 .5em;border-radius:99px;font-size:.75em;font-weight:600;color:var(--h);border:1px solid}
.undo{inline-size:26px;block-size:26px;border-radius:50%;line-height:1}
.fact .badge{display:none}
.field{display:grid;grid-template-columns:6.5em 1fr;gap:8px;align-items:center;margin-block-end:8px}
.name{font-size:.875em;font-weight:600}
.note{padding:8px 10px;margin-block:4px 8px;border-radius:8px;background:var(--s)}
.empty{padding-block:12px}
.others{margin-block-start:10px;font-size:.875em}
.others summary{cursor:pointer;min-block-size:24px;color:var(--m)}
.others ul{padding:4px 0 0 1.25em}
.copy .head{margin-block-end:10px}
.copy pre{max-block-size:16em;overflow:auto;margin-block:10px;padding:10px 12px;border-radius:10px;background:var(--s);
font:.8125em/1.5 ui-monospace,monospace;white-space:pre-wrap}
.status{padding:8px 14px;border-block-start:1px solid var(--l);background:var(--s)}
.status:empty{display:none}
footer{display:flex;flex-wrap:wrap;gap:6px;padding:10px 12px;border-block-start:1px solid var(--l)}
.tool,.primary{min-block-size:36px;padding:0 .8em;border-radius:9px}
.tool{border-color:var(--l)}
.tool[aria-pressed=true]{background:color-mix(in srgb,var(--a) 14%,#0000);border-color:var(--a)}
.primary{color:var(--o);background:var(--a);font-weight:600}
.primary:hover{filter:brightness(1.12)}
.end{margin-inline-start:auto}
.pill{display:flex;gap:8px;align-items:center;max-inline-size:calc(100vw - 24px);min-block-size:44px;padding:0 1.1em;border-radius:99px;
font-size:.9375em;white-space:nowrap}
.pill b{font-weight:650;overflow:hidden;text-overflow:ellipsis}
.hint{position:fixed;inset-block-end:12px;inset-inline:12px;display:flex;gap:12px;align-items:center;inline-size:fit-content;
margin-inline:auto;padding:8px 8px 8px 18px;font:400 medium/1.4 system-ui,sans-serif;color:var(--t);background:var(--b);
border:1px solid var(--l);border-radius:14px;box-shadow:0 16px 48px -8px #0f172a66}
.hint:empty{display:none}
.thread{inline-size:14px;border-block-start:2px dashed var(--h)}
@media(max-width:43.6em){
.panel,:host([data-left]) .panel{inset:auto 0 0;inline-size:auto;block-size:max(66vh,min(24em,90vh));max-block-size:34em;
border-width:1px 0 0;border-radius:18px 18px 0 0}
.side{display:none}
header{padding-block:10px 6px}header::before{inset-block:12px 6px}h2{font-size:1.0625em;-webkit-line-clamp:1}
.pyramid{display:flex;flex:none;gap:4px;padding-block-end:8px;overflow:auto;scrollbar-width:none}
.step{inline-size:auto;flex:none;gap:4px}
.tab{min-block-size:34px;border-radius:99px;white-space:nowrap}
.about{display:none}
.tool,.primary{padding:0 .6em;font-size:.875em}
footer{padding-inline:8px;gap:4px;padding-block-end:calc(10px + env(safe-area-inset-bottom))}}
`;
