"""The rows of the flat templates of `benchmarks.bare`: the markup of the pages, every word of a row in its place."""

ICON = '<svg class="ic" aria-hidden="true"><use href="/static/icons.svg#check"/></svg>'

ROADMAP_ROW = f"""
<tr role="row" id="a{{{{ row.1 }}}}"><td class="ck" role="cell"><input class="form-check-input" type="checkbox"
 name="ids" value="{{{{ row.1 }}}}" form="bulk" aria-label="Отметить {{{{ row.0 }}}}"></td>
<td class="num mut no" role="cell">{{{{ row.0 }}}}</td>
<th scope="row" role="rowheader"><a class="q fw-medium" href="/activities/{{{{ row.1 }}}}/">{{{{ row.2 }}}}</a></th>
<td class="num" role="cell">{{{{ row.3 }}}}</td>
<td role="cell"><span>{{{{ row.4 }}}}<span class="d-block small mut">«{{{{ row.5 }}}}»</span></span></td>
<td role="cell"><span>{{{{ row.6 }}}}</span></td><td role="cell">{{{{ row.7 }}}}</td>
<td class="sta" role="cell"><span class="st">{ICON}<span>{{{{ row.8 }}}}</span></span><br><a class="tick small"
 href="/occurrences/{{{{ row.9 }}}}/done/?next=/roadmaps/{{{{ row.10 }}}}/">Отметить
<span class="visually-hidden"> {{{{ row.0 }}}}</span></a></td>
<td class="do" role="cell"><a class="btn btn-sm btn-ic btn-plain" href="/activities/{{{{ row.1 }}}}/cell/name/"
 aria-label="Править {{{{ row.0 }}}}">{ICON}</a></td></tr>"""

HOME_ROW = f"""
{{% if row.0 == "task" %}}<li class="task">{ICON}<div><a class="q fw-medium"
 href="/activities/{{{{ row.1 }}}}/#occurrence-{{{{ row.3 }}}}">{{{{ row.2 }}}}</a>
<div class="small mut">{{{{ row.4 }}}} · {{{{ row.5 }}}}</div></div>
<a class="btn btn-sm btn-light" href="/occurrences/{{{{ row.3 }}}}/done/?next=/">Отметить
<span class="visually-hidden">: {{{{ row.2 }}}}</span></a></li>
{{% else %}}<li><a class="q" href="/activities/{{{{ row.1 }}}}/">{{{{ row.2 }}}}</a>
<div class="small mut">{{{{ row.4 }}}} · {{{{ row.5 }}}}</div></li>{{% endif %}}"""

ACTIVITY_ROW = f"""
{{% if row.0 == "activity" %}}<title>{{{{ row.2 }}}} · {{{{ row.4 }}}}</title>
<a href="/roadmaps/{{{{ row.7 }}}}/">Карта</a><h1>{{{{ row.2 }}}}</h1><span>Мероприятие {{{{ row.3 }}}}</span>
<a href="/roadmaps/{{{{ row.7 }}}}/changes/create/?activity={{{{ row.1 }}}}">Изменить</a>
<a href="/activities/{{{{ row.1 }}}}/settings/">Настроить</a><dd>«{{{{ row.6 }}}}»</dd><dd>{{{{ row.5 }}}}</dd>
<a href="/activities/{{{{ row.1 }}}}/comments/">Позвать</a>
{{% elif row.0 == "line" %}}<li><form method="post" action="/lines/{{{{ row.1 }}}}/toggle/"
 hx-post="/lines/{{{{ row.1 }}}}/toggle/"><button class="btn btn-plain">{ICON}
<span>{{{{ row.2 }}}}</span></button></form></li>
{{% elif row.0 == "term" %}}<li id="occurrence-{{{{ row.1 }}}}"><span class="fw-medium">{{{{ row.2 }}}}</span>
<span class="st">{ICON}<span>{{{{ row.3 }}}}</span></span><a href="/occurrences/{{{{ row.1 }}}}/done/">Отметить</a>
<form method="post" action="/occurrences/{{{{ row.1 }}}}/start/"><input type="hidden" name="version"
 value="{{{{ row.7 }}}}"><button>Взять в работу: {{{{ row.2 }}}}</button></form>
<a href="/occurrences/{{{{ row.1 }}}}/postpone/">Перенести: {{{{ row.2 }}}}</a>
<a href="/occurrences/{{{{ row.1 }}}}/cancel/">Отменить: {{{{ row.2 }}}}</a>
<a href="/occurrences/{{{{ row.1 }}}}/files/">Файл: {{{{ row.2 }}}}</a>
<a href="/occurrences/{{{{ row.1 }}}}/links/">Ссылка: {{{{ row.2 }}}}</a></li>
{{% else %}}<dd>{{{{ row.2 }}}}</dd>{{% endif %}}"""
