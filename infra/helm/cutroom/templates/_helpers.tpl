{{- define "cutroom.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end -}}
{{- end }}

{{/* Of one component: (list $ "api"). A selector never changes, so it has no version. */}}
{{- define "cutroom.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Chart.Name }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "cutroom.labels" -}}
{{- $root := index . 0 -}}
{{ include "cutroom.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- end }}

{{- define "cutroom.image" -}}
{{- $root := index . 0 -}}
{{ printf "%s:%s" (index . 1) ($root.Values.image.tag | default $root.Chart.AppVersion) }}
{{- end }}

{{/* Settings of one component: what both share, its own over it, and what the chart itself knows. Set one by one: merge takes 0 for nothing. */}}
{{- define "cutroom.settings" -}}
{{- $root := index . 0 -}}
{{- $own := index $root.Values (index . 1) -}}
{{- $port := eq (index . 1) "api" | ternary "PORT" "WORKER_PORT" -}}
{{- $all := dict -}}
{{- range $layer := list $root.Values.config $own.config (dict "HOST" "0.0.0.0" "DATA_DIR" "/data" $port $own.port) }}
{{- range $name, $value := $layer }}{{ $_ := set $all $name $value }}{{ end }}
{{- end }}
{{- toYaml $all }}
{{- end }}

{{/* The same as text. Large numbers come as floats and would be written 1e+09. */}}
{{- define "cutroom.config" -}}
{{- range $name, $value := include "cutroom.settings" . | fromYaml }}
{{ $name }}: {{ if and (kindIs "float64" $value) (eq (floor $value) $value) }}{{ $value | int64 | quote }}{{ else }}{{ $value | quote }}{{ end }}
{{- end }}
{{- end }}

{{/* One secret by reference: (list $ "DATABASE_URL"). */}}
{{- define "cutroom.secretVariable" -}}
{{- $root := index . 0 -}}
- name: {{ index . 1 }}
  valueFrom: { secretKeyRef: { name: {{ $root.Values.secret.name }}, key: {{ index $root.Values.secret.keys (index . 1) }} } }
{{- end }}

{{/* The three places of a pod that more certificate authorities take: Node.js reads them as it starts. */}}
{{- define "cutroom.caVariable" -}}
{{- if .Values.caConfigMap }}
- { name: NODE_EXTRA_CA_CERTS, value: /etc/cutroom/ca/ca.pem }
{{- end }}
{{- end }}

{{- define "cutroom.caMount" -}}
{{- if .Values.caConfigMap }}
- { name: ca, mountPath: /etc/cutroom/ca, readOnly: true }
{{- end }}
{{- end }}

{{- define "cutroom.caVolume" -}}
{{- if .Values.caConfigMap }}
- { name: ca, configMap: { name: {{ .Values.caConfigMap }} } }
{{- end }}
{{- end }}

{{- define "cutroom.secrets" -}}
{{- range $name, $key := .Values.secret.keys }}
{{ include "cutroom.secretVariable" (list $ $name) }}
{{- end }}
{{- end }}

{{- define "cutroom.placement" -}}
{{- with .nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "cutroom.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* DRAIN_SECONDS to finish, then handing back (12 s), closing, and some to spare. */}}
{{- define "cutroom.workerGrace" -}}
{{- $settings := include "cutroom.settings" (list . "worker") | fromYaml -}}
{{- add 30 (ceil (float64 (index $settings "DRAIN_SECONDS"))) -}}
{{- end }}
