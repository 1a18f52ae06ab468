import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { Bar as BarValue, BarChartProps } from './chart-types.ts';

const HATCH = 'careline-hatch';
const WIDEST = 36;
const MARK_STEP = 16;

type ShapeProps = { readonly x?: number; readonly y?: number; readonly width?: number; readonly height?: number; readonly index?: number };
type TickProps = { readonly x?: string | number; readonly y?: string | number; readonly payload?: { readonly index: number } };

/** The drawing of a bar chart; loaded when the first one is shown. */
export function BarPlot({ bars, format, height = 178, onSelect }: BarChartProps) {
  const marked = bars.some((bar) => bar.marks?.length);
  const data = bars.map((bar) => ({ key: bar.key, value: bar.value }));
  return (
    <div aria-hidden="true" style={{ height }}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={data} margin={{ top: marked ? 42 : 24, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <defs>
            <pattern id={HATCH} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="7" height="7" fill="color-mix(in srgb, var(--neg) 72%, var(--surface))" />
              <rect width="4" height="7" fill="var(--neg)" />
            </pattern>
          </defs>
          <XAxis dataKey="key" tick={(tick: TickProps) => <BarName tick={tick} bar={bars[tick.payload?.index ?? -1]} />} tickLine={false} axisLine={{ stroke: 'var(--line-2)' }} interval={0} height={24} />
          <YAxis hide domain={[(low: number) => Math.min(0, low), 'dataMax']} />
          <Bar
            dataKey="value"
            maxBarSize={WIDEST}
            minPointSize={1}
            isAnimationActive={false}
            onClick={(_, index) => {
              const bar = bars[index];
              if (bar) onSelect?.(bar.key);
            }}
            shape={(place: ShapeProps) => <OneBar place={place} bar={bars[place.index ?? -1]} format={format} selectable={onSelect !== undefined} />}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

function BarName({ tick, bar }: { readonly tick: TickProps; readonly bar: BarValue | undefined }) {
  return (
    <text x={tick.x} y={Number(tick.y) + 12} textAnchor="middle" fontSize={12} fontWeight={bar?.on ? 600 : 400} fill={bar?.on ? 'var(--ink)' : 'var(--ink-3)'}>
      {bar?.label}
    </text>
  );
}

/** One bar with its hatched part, its figure above and its marks. */
function OneBar({ place, bar, format, selectable }: { readonly place: ShapeProps; readonly bar: BarValue | undefined; readonly format: (value: number) => string; readonly selectable: boolean }) {
  if (!bar) return null;
  const { x = 0, y = 0, width = 0, height = 0 } = place;
  const tall = Math.abs(height);
  const top = Math.min(y, y + height);
  const middle = x + width / 2;
  const part = bar.value > 0 && bar.part ? Math.max(4, (tall * Math.min(bar.part, bar.value)) / bar.value) : 0;
  const marks = bar.marks ?? [];
  return (
    <g cursor={selectable ? 'pointer' : undefined}>
      <title>{[bar.label, format(bar.value), bar.part ? `${bar.partLabel ?? ''} ${format(bar.part)}`.trim() : ''].filter(Boolean).join(', ')}</title>
      <rect x={x} y={top} width={width} height={tall} rx={2} fill={bar.on ? 'var(--accent)' : 'var(--c-base)'} />
      {part > 0 && <rect x={x} y={top} width={width} height={part} rx={2} fill={`url(#${HATCH})`} />}
      <text x={middle} y={top - 8} textAnchor="middle" fontSize={12} fontWeight={bar.on ? 600 : 400} fill={bar.on ? 'var(--ink)' : 'var(--ink-2)'} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {format(bar.value)}
      </text>
      {marks.map((mark, at) => {
        const center = middle + (at - (marks.length - 1) / 2) * MARK_STEP;
        return (
          <g key={mark.label}>
            <title>{mark.label}</title>
            <circle cx={center} cy={top - 30} r={7} fill={`var(--${toneToken(mark.tone)})`} />
            <text x={center} y={top - 26.5} textAnchor="middle" fontSize={9} fontWeight={600} fill="var(--surface)">
              {mark.glyph ?? ''}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function toneToken(tone: string): string {
  return tone === 'neutral' ? 'ink-3' : tone;
}
