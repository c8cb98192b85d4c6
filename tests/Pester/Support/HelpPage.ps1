#Requires -Version 7.6
<#
.SYNOPSIS
    Reads a help page in the schema of Microsoft.PowerShell.PlatyPS 1.x, as far as the tests look at it.
#>

# The parts of a text below headings of one level, by heading and in their order.
function Split-Section {
    param([string] $Text, [string] $Level)

    $sections = [ordered]@{}
    $fenced = $false
    $heading = ''
    $lines = [System.Collections.Generic.List[string]]::new()
    foreach ($line in $Text -split "`n") {
        if ($line.StartsWith('```')) {
            $fenced = -not $fenced
        }
        if (-not $fenced -and $line.StartsWith("$Level ")) {
            $sections[$heading] = ($lines -join "`n").Trim("`n")
            $heading = $line.Substring($Level.Length + 1).Trim()
            $lines.Clear()
        }
        else {
            $lines.Add($line)
        }
    }
    $sections[$heading] = ($lines -join "`n").Trim("`n")
    $sections
}

# The content of the first fence of a language, or nothing.
function Get-Fence {
    param([string] $Text, [string] $Language)

    if ($Text -match "(?s)(?:^|\n)``````$Language\n(.*?)\n?``````") {
        $Matches[1].Trim("`n")
    }
}

function Read-Parameter {
    param([string] $Name, [string] $Text)

    $yaml = Get-Fence -Text $Text -Language 'yaml'
    $sets = foreach ($part in ($yaml -split '(?m)^- Name: ' | Select-Object -Skip 1)) {
        [pscustomobject]@{
            Name = ($part -split "`n")[0].Trim()
            Position = Get-Field $part 'Position'
            IsRequired = (Get-Field $part 'IsRequired') -eq 'true'
            ValueFromPipeline = (Get-Field $part 'ValueFromPipeline') -eq 'true'
            ValueFromPipelineByPropertyName = (Get-Field $part 'ValueFromPipelineByPropertyName') -eq 'true'
        }
    }
    $aliases = if ($yaml -match '(?m)^Aliases:\n((?:- .+\n)+)') { $Matches[1].Trim() -split "`n" | ForEach-Object { $_.Substring(2).Trim() } }
    [pscustomobject]@{
        Name = $Name.TrimStart('-')
        Description = ($Text -replace '(?s)```yaml.*$').Trim()
        Type = Get-Field $yaml 'Type'
        Aliases = @($aliases)
        SupportsWildcards = (Get-Field $yaml 'SupportsWildcards') -eq 'true'
        Sets = @($sets)
    }
}

function Get-Field {
    param([string] $Yaml, [string] $Name)

    if ($Yaml -match "(?m)^\s*${Name}:\s*(.*)$") {
        $Matches[1].Trim()
    }
}

function Read-HelpPage {
    param([string] $Path)

    $text = (Get-Content -LiteralPath $Path -Raw) -replace "`r"
    $sections = Split-Section -Text $text -Level '##'
    $syntax = @{}
    $default = ''
    foreach ($section in (Split-Section -Text $sections['SYNTAX'] -Level '###').GetEnumerator() | Where-Object Key) {
        $name = $section.Key -replace ' \(Default\)$'
        if ($name -ne $section.Key) {
            $default = $name
        }
        # A cmdlet with one set has it under the name that PowerShell gives it.
        $syntax[$name] = Get-Fence -Text $section.Value
    }
    $examples = foreach ($section in (Split-Section -Text $sections['EXAMPLES'] -Level '###').GetEnumerator() | Where-Object Key) {
        [pscustomobject]@{
            Title = $section.Key
            Code = Get-Fence -Text $section.Value -Language 'powershell'
            Output = Get-Fence -Text $section.Value -Language 'output'
            Text = ($section.Value -replace '(?s)```\w+\n.*?```').Trim()
        }
    }
    $parameters = foreach ($section in (Split-Section -Text $sections['PARAMETERS'] -Level '###').GetEnumerator()) {
        if ($section.Key.StartsWith('-')) {
            Read-Parameter -Name $section.Key -Text $section.Value
        }
    }
    [pscustomobject]@{
        Text = $text
        Synopsis = $sections['SYNOPSIS']
        Description = $sections['DESCRIPTION']
        Notes = $sections['NOTES']
        Syntax = $syntax
        DefaultSet = $default
        Examples = @($examples)
        Parameters = @($parameters)
        Links = @([regex]::Matches($sections['RELATED LINKS'], '(?m)^- \[(.*)\]\((.*)\)$') | ForEach-Object { [pscustomobject]@{ Text = $_.Groups[1].Value; Target = $_.Groups[2].Value } })
        Outputs = @((Split-Section -Text $sections['OUTPUTS'] -Level '###').Keys | Where-Object { $_ })
    }
}
