{{/* What a pod must be allowed so that ffmpeg can be shut in: user namespaces of its own, and for `full` a /proc of its own. */}}
{{- define "cutroom.workerPodSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
fsGroup: 10001
{{- with .Values.worker.sandbox }}
{{- if eq .level "none" }}
seccompProfile: { type: RuntimeDefault }
{{- else if .localhostSeccompProfile }}
seccompProfile: { type: Localhost, localhostProfile: {{ .localhostSeccompProfile }} }
appArmorProfile: { type: Unconfined }
{{- else }}
seccompProfile: { type: Unconfined }
appArmorProfile: { type: Unconfined }
{{- end }}
{{- end }}
{{- end }}

{{- define "cutroom.workerContainerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- if eq .Values.worker.sandbox.level "full" }}
procMount: Unmasked
{{- end }}
{{- end }}
