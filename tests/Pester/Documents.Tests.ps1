#Requires -Version 7.6
# Where the documents lead, and the files that they name.
BeforeDiscovery {
    $root = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
    $script:documents = @(
        Get-ChildItem -LiteralPath $root -Recurse -File |
            Where-Object { $_.Extension -eq '.md' -or $_.Name.EndsWith('.help.txt') } |
            Where-Object FullName -NotMatch '[\\/](bin|obj|output|\.git)[\\/]' |
            ForEach-Object { @{ Document = [System.IO.Path]::GetRelativePath($root, $_.FullName); Root = $root } }
    )
}

Describe 'The documents' {
    It 'are more than the README' -ForEach @{ Documents = $script:documents } {
        $Documents.Document | Should -Contain 'README.md'
        $Documents.Document | Should -Contain 'docs/help/Import-ContainerCheckpoint.md'
        $Documents.Document | Should -Contain 'en-US/about_CheckpointTools.help.txt'
    }
}

Describe '<Document>' -ForEach $script:documents {
    BeforeAll {
        $script:folder = Split-Path -Path (Join-Path $Root $Document)
        $script:text = Get-Content -LiteralPath (Join-Path $Root $Document) -Raw
    }

    It 'has links that lead somewhere' {
        $targets = [regex]::Matches($text, '\]\(([^)\s]*)\)') | ForEach-Object { $_.Groups[1].Value } | Where-Object { $_ -notmatch '^https://' }
        @($targets | Where-Object { -not $_ -or -not (Test-Path -LiteralPath (Join-Path $folder ($_ -replace '#.*$'))) }) | Should -BeNullOrEmpty
    }

    It 'names folders and files that are there' {
        # By their path from the root, or from the document; what is built is not there yet.
        $named = [regex]::Matches($text, '(?<![\w/.-])(?:src|tests|docs|tools|examples|bench|en-US|roles)/[\w./-]*') | ForEach-Object { $_.Value.TrimEnd('.') } |
            Where-Object { $_ -notmatch '/bin/' } | Select-Object -Unique
        @($named | Where-Object { -not (Test-Path -LiteralPath (Join-Path $Root $_)) -and -not (Test-Path -LiteralPath (Join-Path $folder $_)) }) | Should -BeNullOrEmpty
    }
}
