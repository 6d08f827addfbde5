/** The layout of a job summary (nunjucks; values come escaped for their place). */
export const summaryTemplate = `## {{ icon }} {{ title }}: {{ state }} in {{ duration }}

Execution {{ id }}{% if trigger %}, trigger {{ trigger }}{% endif %}{% if planned %}, planned {{ planned }}, began {{ began }}{% if late %} ({{ late }} late){% endif %}{% endif %}

{% if labels.length %}
{{ labels | join(' ') }}

{% endif %}
{% if error %}
> [!CAUTION]
> {{ error }}

{% endif %}
{% if resumed %}
{{ resumed }}

{% endif %}
{% if wayOn.length %}
To go on:
{% for line in wayOn %}
- {{ line }}
{% endfor %}

{% endif %}
{% if scratch %}
> [!WARNING]
> The PostgreSQL of this job ended with it: the rows it wrote lived only here.

{% endif %}
{% if topology %}
\`\`\`mermaid
{{ topology }}
\`\`\`

{% endif %}
{% if gantt %}
\`\`\`mermaid
{{ gantt }}
\`\`\`

{% endif %}
| | Task | Type | State | Took | Attempts |{% if errors %} Error |{% endif %}

|---|---|---|---|--:|--:|{% if errors %}---|{% endif %}

{% for row in rows %}
| {{ row.icon }} | {{ row.task }} | {{ row.type }} | {{ row.state }} | {{ row.duration }} | {{ row.attempts }} |{% if errors %} {{ row.error }} |{% endif %}

{% endfor %}
{% if left %}

… and {{ left }} more task runs.
{% endif %}
{% if outputs.length %}

<details><summary>Outputs</summary>

| Output | Value |
|---|---|
{% for row in outputs %}
| {{ row.name }} | {{ row.value }} |
{% endfor %}

</details>
{% endif %}

`;
