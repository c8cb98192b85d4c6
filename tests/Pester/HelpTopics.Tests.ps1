#Requires -Version 7.6
# about_Container_Restore_Rules has every id that the code can give, and no other.
BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $topic = Join-Path $root 'en-US/about_Container_Restore_Rules.help.txt'
    $id = '[A-Z][a-z]+(?:[A-Z]+[a-z0-9]*)+'

    # Where the sources give an id: as the first argument of what makes rules, findings, checks and errors, as a named
    # constant of an id, or as one of two between ? and :.
    $patterns = @(
        "\b(?:Error|Warning|Information|\w*Exception|PlanCheck|Check|NotApplicable|Rule|RestoreRule|new)\s*\(\s*""(?<id>$id)"",?"
        "\bconst string (?:Rule|Truncated|TrailingData|\w+(?:Wrong|Large|Malformed|Ignored)|InvalidPort|PortConflict|PortInUse) = ""(?<id>$id)"""
        "\bTrust\(\s*[^;""]+?,\s*""(?<id>$id)"""
        "\bFindingRisk\.\w+, ""(?<id>$id)"""
        "\bid = \w+ \? ""(?<id>$id)"" : .* \? ""(?<id>$id)"" : ""(?<id>$id)"""
        "\b(?:id|anew) = .*?\? ""(?<id>$id)"" : ""(?<id>$id)"""
        "\bcriu \? ""(?<id>$id)"" : ""(?<id>$id)"""
        ": ""(?<id>$id)"",\s*\`$""\{exception\.Message\}"
        ": \(""(?<id>$id)"", "
        "\breturn \(\s*""(?<id>$id)"","
        "\),\s*""(?<id>Path$id)"","
        "Record\(exception, ""(?<id>$id)"","
        "\bchanges\.(?:ByPodman|OnHost|InConfig|InSpec)\(.*""(?<id>$id)""(?:, root => .*)?\);"
        "\? ""(?<id>$id)"" : null;"
        "\.IgnoreVolume \? ""(?<id>$id)"" : ""(?<id>$id)"""
    )

    # What looks like one and is none: the name of the module's assembly load context.
    $others = 'CheckpointTools', 'CreateCommand'
    $sources = Get-ChildItem -LiteralPath (Join-Path $root 'src') -Recurse -File -Filter '*.cs' |
        Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]'
    $code = ($sources | ForEach-Object { Get-Content -LiteralPath $_.FullName -Raw }) -join "`n"
    $script:given = @(
        foreach ($pattern in $patterns) {
            [regex]::Matches($code, $pattern) | ForEach-Object { $_.Groups['id'].Captures } | ForEach-Object Value
        }
    ) | Where-Object { $_ -notin $others } | Sort-Object -Unique
    $lines = Get-Content -LiteralPath $topic
    $script:explained = @($lines | Where-Object { $_ -cmatch "^    $id`$" } | ForEach-Object { $_.Trim() })
}

Describe 'about_Container_Restore_Rules' {
    It 'finds the ids in the sources' {
        @($given).Count | Should -BeGreaterThan 130
        $given | Should -Contain 'PodRequired'
        $given | Should -Contain 'TarTruncated'
        $given | Should -Contain 'NamespaceMismatch'
        $given | Should -Contain 'CriuFailed'
        $given | Should -Contain 'PodRebinding'
    }

    It 'explains every id that the code gives' {
        @($given | Where-Object { $_ -cnotin $explained }) | Should -BeNullOrEmpty
    }

    It 'explains no id that the code does not have' {
        @($explained | Where-Object { -not $code.Contains("""$_""") }) | Should -BeNullOrEmpty
    }

    It 'explains each once, in words' {
        @($explained | Group-Object | Where-Object Count -GT 1) | Should -BeNullOrEmpty
        for ($i = 0; $i -lt $lines.Count; $i++) {
            if ($lines[$i] -cmatch "^    $id`$") {
                $lines[$i + 1] | Should -Match '^        \S'
            }
        }
    }

    It 'explains every check of a real plan' {
        $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')).ModuleVersion
        Import-Module -Name (Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1") -Force
        $empty = (Get-Command -Name Get-ContainerRestorePlan).Parameters['ContainerHost'].ParameterType::new()
        $plan = Get-ContainerRestorePlan -LiteralPath (Join-Path $root 'tests/fixtures/plain-zstd.tar') -ContainerHost $empty
        @($plan.Checks).Count | Should -BeGreaterThan 40
        @($plan.Checks.Id | Where-Object { $_ -cnotin $explained }) | Should -BeNullOrEmpty
    }
}

Describe '<_>' -ForEach 'about_CheckpointTools', 'about_Container_Restore_Rules' {
    It 'is laid out for a terminal of 80 columns' {
        $file = Join-Path $root "en-US/$_.help.txt"
        @(Get-Content -LiteralPath $file | Where-Object Length -GT 80) | Should -BeNullOrEmpty
        Get-Content -LiteralPath $file -TotalCount 2 | Should -Be 'TOPIC', "    $_"
    }

    It 'is found by Get-Help' {
        (Get-Help -Name $_ | Out-String).Contains('SHORT DESCRIPTION') | Should -BeTrue
    }
}
